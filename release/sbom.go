package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// The parts of SPDX 2.3 that are needed to say what is in the program.
type spdxDocument struct {
	Version       string             `json:"spdxVersion"`
	DataLicence   string             `json:"dataLicense"`
	ID            string             `json:"SPDXID"`
	Name          string             `json:"name"`
	Namespace     string             `json:"documentNamespace"`
	Creation      spdxCreation       `json:"creationInfo"`
	Packages      []spdxPackage      `json:"packages"`
	Relationships []spdxRelationship `json:"relationships"`
}

type spdxCreation struct {
	Created  string   `json:"created"`
	Creators []string `json:"creators"`
}

type spdxPackage struct {
	ID               string          `json:"SPDXID"`
	Name             string          `json:"name"`
	Version          string          `json:"versionInfo"`
	DownloadLocation string          `json:"downloadLocation"`
	FilesAnalyzed    bool            `json:"filesAnalyzed"`
	Concluded        string          `json:"licenseConcluded"`
	Declared         string          `json:"licenseDeclared"`
	Copyright        string          `json:"copyrightText"`
	References       []spdxReference `json:"externalRefs,omitempty"`
}

type spdxReference struct {
	Category string `json:"referenceCategory"`
	Type     string `json:"referenceType"`
	Locator  string `json:"referenceLocator"`
}

type spdxRelationship struct {
	From string `json:"spdxElementId"`
	Type string `json:"relationshipType"`
	To   string `json:"relatedSpdxElement"`
}

// sbom says in SPDX which modules are in the program.
func sbom(a about, id identity, modules []module) (artifact, error) {
	const none = "NOASSERTION"
	name := a.Name + "-" + id.Version
	doc := spdxDocument{
		Version: "SPDX-2.3", DataLicence: "CC0-1.0", ID: "SPDXRef-DOCUMENT", Name: name,
		Namespace: a.download(id.Version, name+".spdx.json") + "/" + id.Revision,
		Creation:  spdxCreation{id.Time.Format(time.RFC3339), []string{"Tool: " + a.Name + "-release-" + id.Version}},
		Packages: []spdxPackage{{
			ID: "SPDXRef-Program", Name: a.Name, Version: id.Version, DownloadLocation: "git+" + a.Repository + ".git@v" + id.Version,
			Concluded: none, Declared: a.Licence, Copyright: none,
			References: []spdxReference{{"PACKAGE-MANAGER", "purl", "pkg:npm/" + strings.Replace(a.npmName(), "@", "%40", 1) + "@" + id.Version}},
		}},
		Relationships: []spdxRelationship{{"SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-Program"}},
	}
	for i, m := range modules {
		ref := fmt.Sprintf("SPDXRef-Module-%d", i+1)
		doc.Packages = append(doc.Packages, spdxPackage{
			ID: ref, Name: m.Path, Version: m.Version, DownloadLocation: none,
			Concluded: none, Declared: m.Licence, Copyright: none,
			References: []spdxReference{{"PACKAGE-MANAGER", "purl", "pkg:golang/" + m.Path + "@" + m.Version}},
		})
		doc.Relationships = append(doc.Relationships, spdxRelationship{"SPDXRef-Program", "CONTAINS", ref})
	}
	text, err := json.MarshalIndent(doc, "", "  ")
	return artifact{name + ".spdx.json", append(text, '\n')}, err
}
