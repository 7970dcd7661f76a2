"""What a reader adds to threads, in a database of their own: no archive is ever written, and no import loses any of it.

Everything is kept by the keys of threads and comments, so it is found again in every copy of an archive, wherever that lies.
Something more to keep is one more table in `schema` and one more module beside `annotations`.
"""
