"""How the service itself is used: who asks how much, how often in vain, and how long it takes."""
