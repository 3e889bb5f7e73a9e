"""The vocabulary of nb2pkg: frozen values that travel between the stages, standard library only."""
