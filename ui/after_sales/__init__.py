"""The page of after-sales cases: the queue by deadline, the case with its goods and money, and what is decided."""
