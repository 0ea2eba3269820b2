import subprocess


def checkout(branch):
    subprocess.run(f"git -C /mnt/repo checkout {branch}", shell=True, check=True)
