using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>Several nodes with one folder of keys: whoever comes first makes the first key, for all.</summary>
[Trait("Rule", "S-OI4")]
public sealed class FirstKeysTests : IDisposable
{
    private const int Nodes = 4;
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("educonnect-ring-").FullName;

    [Fact]
    public async Task Nodes_that_start_at_once_on_an_empty_folder_have_the_same_single_key()
    {
        foreach (var purpose in Enum.GetValues<KeyPurpose>())
        {
            using var start = new Barrier(Nodes);
            var found = await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => Task.Factory.StartNew(
                () => First(start, purpose), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            Assert.All(found, keys => Assert.Single(keys));
            Assert.Single(found.Select(keys => keys[0].Id).Distinct());
        }
    }

    [Fact]
    public void A_first_key_is_made_once_and_never_beside_another()
    {
        var (one, other) = (Ring(), Ring());
        Assert.Empty(other.Known(KeyPurpose.SamlSigning));
        var made = Assert.Single(one.AddFirst(KeyPurpose.SamlSigning, () => [1, 2, 3]));
        var read = Assert.Single(other.AddFirst(KeyPurpose.SamlSigning, () => throw new InvalidOperationException("There is one already.")));
        Assert.Equal((made.Id, made.Secret[2]), (read.Id, read.Secret[2]));
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private KeyRing Ring() => new(_folder, TimeProvider.System, new SystemRandomSource());

    private IReadOnlyList<RingKey> First(Barrier start, KeyPurpose purpose)
    {
        var ring = Ring();
        start.SignalAndWait();
        return ring.All(purpose);
    }
}
