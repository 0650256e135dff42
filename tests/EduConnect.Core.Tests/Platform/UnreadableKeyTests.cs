using EduConnect.Core.Platform.Crypto;
using EduConnect.Testing.Time;
using Xunit;

namespace EduConnect.Core.Tests.Platform;

/// <summary>A key file that the process cannot read, as one that root made: a node that begins says so; one that knew the former key goes on.</summary>
public sealed class UnreadableKeyTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("educonnect-test-").FullName;
    private readonly TestClock _clock = new();

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_noticed_by_whoever_needs_it_and_by_nobody_else()
    {
        var known = new KeyRing(_folder, _clock, new SystemRandomSource());
        known.Rotate(KeyPurpose.Pepper);
        var file = Path.Combine(_folder, nameof(KeyPurpose.Pepper), "20990101000000.other.key");
        File.CreateSymbolicLink(file, Path.Combine(_folder, "nowhere"));
        var fresh = new KeyRing(_folder, _clock, new SystemRandomSource());
        Assert.False(fresh.CanRead([KeyPurpose.KnownDevices, KeyPurpose.Pepper]));
        Assert.True(fresh.CanRead([KeyPurpose.KnownDevices]));
        _clock.Advance(KeyRing.Freshness + TimeSpan.FromSeconds(1));
        Assert.True(known.CanRead([KeyPurpose.Pepper]));
        File.Delete(file);
        Assert.True(fresh.CanRead([KeyPurpose.Pepper]));
    }
}
