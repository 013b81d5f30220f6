"""What several pages share: theme, painted components, slow work, scanner."""
