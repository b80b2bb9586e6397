"""The phone as the camera: one paired phone may open the Record page in the home network, by https.

A phone's browser gives a page its camera over https only, so a second address is opened, on the
network's own address of this computer, with a certificate made here. Nothing listens there before
somebody asks for it, and nothing but recording can be reached through it.
"""
