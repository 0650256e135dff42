// `dotnet ef` needs an executable; it only ever calls the factories beside this file.
return 0;
