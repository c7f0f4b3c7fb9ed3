package validate

import "create-app/psl/schema"

// Rule families that are on their way, each to its own file.

func (c *checker) checkCompositeTypes()                  {}
func (c *checker) checkEnums()                           {}
func (c *checker) checkNativeType(*schema.Field)         {}
func (c *checker) checkUnsupportedType(*schema.Field)    {}
func (c *checker) checkView(*schema.Model)               {}
func (c *checker) checkMongoModel(*schema.Model)         {}
func (c *checker) checkMongoRelationField(*schema.Field) {}
