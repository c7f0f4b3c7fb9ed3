module create-app

go 1.26
