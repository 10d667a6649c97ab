"""Forms made from a short description: what is asked, in the words of volunteers."""
