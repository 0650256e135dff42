using EduConnect.Testing.Storage;

[assembly: AssemblyFixture(typeof(TestMachine))]
