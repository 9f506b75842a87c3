"""Movies and episodes: files that are relayed in the ranges their players ask for."""
