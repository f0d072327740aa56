package main

deny contains message if {
	input.kind == "Pod"
	not data.contoso.allowed[input.metadata.name]
	message := "This pod is not known."
}
