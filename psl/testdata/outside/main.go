// Command outside lists the models of a schema and gives one of them a field.
package main

import (
	"fmt"
	"log"
	"os"

	"create-app/psl"
)

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	file := psl.Parse(os.Args[1], string(text))
	schema, findings := psl.Validate(file)
	if err := findings.Err(); err != nil {
		log.Fatal(err)
	}
	for _, model := range schema.Models {
		fmt.Printf("%s: %s\n", model.Name(), model.Documentation())
	}
	draft := psl.Edit(file)
	draft.AddField(schema.Model("User").Node, "email String? @unique", psl.After("id"))
	files, err := draft.Apply()
	if err != nil {
		log.Fatal(err)
	}
	if _, findings := psl.Validate(files...); findings.HasErrors() {
		log.Fatal(findings.Err())
	}
	fmt.Print(psl.FormatFile(files[0]))
}
