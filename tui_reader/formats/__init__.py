"""What archives people hold look like: one file a format; a format knows no other format."""
