output "range" { value = "10.0.0.0/24" }
