import LabbookCLI
