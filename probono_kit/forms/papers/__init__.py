"""What comes with a form: comparison of versions, codebook, translation, paper, plan, register."""
