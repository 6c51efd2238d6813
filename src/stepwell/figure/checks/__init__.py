"""MEASURING THE DRAWN BODY. A movement -> what could be wrong with it, in numbers, with the frame and the joint where it is worst.

Every check looks at joint positions only, never at the angles that the solver used: a fault of the solver cannot hide here.
"""
