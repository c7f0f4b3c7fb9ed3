// Package words says what the words of the schema language mean: in a line or
// two, for people who meet one while they read or write a schema.
//
// Look a word up by the place it stands at, with Attribute, BlockAttribute,
// Function and so on; ok is false for one that the language does not have there.
// What a database knows of a word is in package connector.
package words
