#!/usr/bin/env bash
# Makes the secrets of compose.yaml, once: a master key, a database password, and an authority with a certificate for *.dev.localhost.
# Let your browser trust secrets/ca.pem, or accept its warning.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p -m 700 secrets
cd secrets

# Containers run as a user of their own and read the files as they are; the folder keeps everybody else out.
umask 022
[ -e Platform__MasterKey ] || openssl rand -base64 32 > Platform__MasterKey
if [ ! -e postgres-password ]; then
  openssl rand -hex 24 > postgres-password
  echo "Host=postgres;Database=wristband;Username=wristband;Password=$(cat postgres-password)" > ConnectionStrings__Platform
fi
if [ ! -e tls.pem ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 825 -subj "/CN=Wristband compose authority" \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout ca.key -out ca.pem 2> /dev/null
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=*.dev.localhost" -keyout tls.key -out tls.csr 2> /dev/null
  openssl x509 -req -in tls.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 397 -out tls.crt 2> /dev/null \
    -extfile <(printf 'subjectAltName=DNS:*.dev.localhost\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n')
  cat tls.crt tls.key > tls.pem
  # Nobody shall make another certificate with it.
  rm -f ca.key ca.srl tls.csr tls.crt tls.key
  chmod 644 tls.pem
fi
ls
