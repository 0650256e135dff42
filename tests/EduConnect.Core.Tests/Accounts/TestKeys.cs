using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Tests.Accounts;

/// <summary>A key ring in a temporary folder.</summary>
internal sealed class TestKeys : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("educonnect-keys-").FullName;

    public TestKeys(TimeProvider? clock = null) => Ring = new KeyRing(_folder, clock ?? TimeProvider.System, Random);

    public IRandomSource Random { get; } = new SystemRandomSource();

    public KeyRing Ring { get; }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);
}
