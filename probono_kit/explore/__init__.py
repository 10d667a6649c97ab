"""Mining of cleaned tables: what they say, how sure it is, and what they cannot say."""
