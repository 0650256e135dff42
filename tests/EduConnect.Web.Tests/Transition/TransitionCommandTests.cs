using System.Security.Cryptography;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.Platform.Audit;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Transition;

/// <summary>The command <c>transition</c>, run as an operator runs it.</summary>
[Collection("Console")]
[Trait("Row", "#65")]
public sealed class TransitionCommandTests : IAsyncLifetime
{
    private TestStores _stores = null!;
    private string _keys = string.Empty;

    public async ValueTask InitializeAsync()
    {
        _stores = await TestStores.CreateAsync(Engine.Sqlite);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _keys = Path.Combine(_stores.Folder, "ent.pem");
        await File.WriteAllTextAsync(_keys, key.ExportSubjectPublicKeyInfoPem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_stores.Folder, "private.pem"), key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_system_is_added_closed_opened_closed_listed_and_removed()
    {
        var added = await RunAsync("add", "ent", "--name", "Mon ENT", "--kind", "ent", "--keys", _keys, "--academie", "4", "14", "--school", "0331234a", "--return", "https://ent.example/accueil");
        Assert.Equal((0, "added: ent (disabled)"), (added.Status, added.Output.Trim()));
        await using var main = _stores.Main();
        var system = await main.Set<FormerSystem>().AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("Mon ENT", ActivationMode.Ent, false, "04 14", "0331234A"), (system.Name, system.Mode, system.IsEnabled, string.Join(' ', system.Academies), system.Schools.Single()));
        Assert.Equal(0, (await RunAsync("enable", "ent")).Status);
        Assert.Equal(0, (await RunAsync("enable", "ent")).Status);
        Assert.Contains("ent\tent\tenabled\tMon ENT\t04 14 0331234A\thttps://ent.example/accueil", (await RunAsync("list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("disable", "ent")).Status);
        Assert.Contains("exists already", (await RunAsync("add", "ent", "--name", "B", "--kind", "aten", "--keys", _keys, "--academie", "13")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("remove", "ent")).Status);
        Assert.Equal(
            ["transition.system-added", "transition.system-enabled", "transition.system-disabled", "transition.system-removed"],
            await main.Set<AuditEvent>().OrderBy(audit => audit.Id).Select(audit => audit.Code).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("There is no file", "add", "x", "--name", "X", "--kind", "ent", "--keys", "nowhere.pem", "--academie", "13")]
    [InlineData("without private parts", "add", "x", "--name", "X", "--kind", "ent", "--keys", "private.pem", "--academie", "13")]
    [InlineData("At least one academie or school", "add", "x", "--name", "X", "--kind", "ent", "--keys", "ent.pem")]
    [InlineData("must use https", "add", "x", "--name", "X", "--kind", "ent", "--keys", "ent.pem", "--academie", "13", "--return", "http://ent.example/")]
    [InlineData("not a UAI", "add", "x", "--name", "X", "--kind", "ent", "--keys", "ent.pem", "--school", "33")]
    [InlineData("lower-case", "add", "X", "--name", "X", "--kind", "ent", "--keys", "ent.pem", "--academie", "13")]
    [InlineData("saml", "add", "x", "--name", "X", "--kind", "saml", "--keys", "ent.pem", "--academie", "13")]
    [InlineData("no former system 'x'", "enable", "x")]
    [InlineData("no former system 'x'", "disable", "x")]
    [InlineData("no former system 'x'", "remove", "x")]
    public async Task A_mistake_is_said_in_one_sentence(string sentence, params string[] words)
    {
        var answer = await RunAsync([.. words.Select(word => word.EndsWith(".pem", StringComparison.Ordinal) ? Path.Combine(_stores.Folder, word) : word)]);
        Assert.NotEqual(0, answer.Status);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    private Task<(int Status, string Output, string Error)> RunAsync(params string[] words) => OperatorConsole.RunAsync(_stores, ["transition", .. words]);
}
