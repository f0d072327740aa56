#!/bin/sh
# The program of a test is a link to this file; what it does stands beside the link.
here=$(dirname "$0")
. "$0.body"
