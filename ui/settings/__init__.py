"""The settings: this screen, paper, the database, and who sells, stores and works."""
