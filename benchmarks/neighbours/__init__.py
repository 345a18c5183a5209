"""The project and what somebody might use instead of it, each in a module of its own with a `method` function.

A module imports its own library only, so that its process shows the memory that the library takes.
"""
