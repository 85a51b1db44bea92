"""Views: frozen values of the walk as rows of styled text. Pure; no widget, no state."""
