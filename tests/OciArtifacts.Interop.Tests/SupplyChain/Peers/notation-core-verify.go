// Verifies envelopes with notation-core-go: a line for each file, "valid" with the payload, or "refused" with the reason.
package main

import (
	"fmt"
	"os"

	"github.com/notaryproject/notation-core-go/signature"
	"github.com/notaryproject/notation-core-go/signature/jws"
)

func verify(path string) (*signature.EnvelopeContent, error) {
	bytes, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	envelope, err := signature.ParseEnvelope(jws.MediaTypeEnvelope, bytes)
	if err != nil {
		return nil, err
	}
	return envelope.Verify()
}

func main() {
	for _, path := range os.Args[1:] {
		if content, err := verify(path); err != nil {
			fmt.Println("refused", err)
		} else {
			fmt.Println("valid", string(content.Payload.Content))
		}
	}
}
