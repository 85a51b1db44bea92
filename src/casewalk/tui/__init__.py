"""The terminal program: one app, thin screens, one stylesheet."""
