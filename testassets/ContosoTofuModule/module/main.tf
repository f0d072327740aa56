variable "name" { type = string }

module "subnet" {
  source = "./modules/subnet"
}
