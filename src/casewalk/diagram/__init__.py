"""Architecture pictures as lines of styled segments. Pure; knows no terminal toolkit."""
