using EduConnect.Testing.Storage;
using Xunit;

[assembly: AssemblyFixture(typeof(TestMachine))]
