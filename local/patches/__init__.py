"""What the emulator lacks, one module for each AWS service. `apply()` puts the patches of a module in place."""
