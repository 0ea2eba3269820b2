"""What the emulator lacks, one module an AWS service. `mend()` puts a module's repairs in place."""
