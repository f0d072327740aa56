#!/bin/sh
set -e
echo "echo ${GREETING}" > /usr/local/bin/hello
chmod +x /usr/local/bin/hello
