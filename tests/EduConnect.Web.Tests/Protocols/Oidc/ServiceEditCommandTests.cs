using EduConnect.Core.Federation.Registry;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Hosting;
using EduConnect.Web.Tests.Protocols.Saml;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>The command <c>service edit</c>, run as an operator runs it, and the warning of claims without a scope.</summary>
[Collection("Console")]
[Trait("Row", "#1")]
public sealed class ServiceEditCommandTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public async ValueTask InitializeAsync() => _stores = await TestStores.CreateAsync(Engine.Sqlite);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_service_is_changed_closed_and_opened_and_keeps_its_secret()
    {
        var secret = await AddAsync();
        Assert.Equal((0, "client_id: ent\nchanged: claim closed name redirect\n"), Said(await RunAsync("edit", "ent", "--redirect", "https://ent.example/cb", "https://ent.example/mobile", "--open", "false", "--name", "Autre ENT", "--claim", "all")));
        var shown = (await RunAsync("show", "ent")).Output;
        Assert.Contains("name: Autre ENT\nopen: no\n", shown, StringComparison.Ordinal);
        Assert.Contains("redirect: https://ent.example/cb\nredirect: https://ent.example/mobile\n", shown, StringComparison.Ordinal);
        Assert.Contains("scopes: openid ect.scope.ent\n", shown, StringComparison.Ordinal);
        Assert.Contains("FrEduVecteur", shown, StringComparison.Ordinal);
        Assert.Contains("ent\tclosed\tAutre ENT", (await RunAsync("list")).Output, StringComparison.Ordinal);
        Assert.Equal((0, "client_id: ent\nchanged: backchannel-logout opened post-logout\n"), Said(await RunAsync("edit", "ent", "--open", "true", "--post-logout", "", "--backchannel-logout", "")));
        Assert.Equal((0, "client_id: ent\nchanged: nothing\n"), Said(await RunAsync("edit", "ent", "--open", "true")));
        var contract = await OneAsync();
        Assert.Empty(contract.PostLogoutRedirectUris);
        Assert.Null(contract.BackChannelLogoutUri);
        Assert.True(ClientSecret.Verify(contract, secret, DateTime.UtcNow));
    }

    [Theory]
    [InlineData("Say what changes", "ent")]
    [InlineData("no service 'nobody'", "nobody", "--open", "false")]
    [InlineData("must use https", "ent", "--redirect", "http://ent.example/cb", "--open", "false")]
    [InlineData("not a claim", "ent", "--claim", "nonsense", "--open", "false")]
    [InlineData("--change-subjects", "ent", "--sector", "other.example", "--open", "false")]
    [InlineData("There is no file", "ent", "--keys", "/nowhere/keys.json", "--open", "false")]
    [InlineData("does not speak SAML", "ent", "--saml-lenient", "true", "--open", "false")]
    [InlineData("perhaps", "ent", "--open", "perhaps")]
    [InlineData("nonsense", "ent", "--pkce", "nonsense", "--open", "false")]
    public async Task What_is_refused_leaves_everything(string sentence, params string[] words)
    {
        var secret = await AddAsync();
        var before = (await RunAsync("show", "ent")).Output;
        var answer = await RunAsync(["edit", .. words]);
        Assert.NotEqual(0, answer.Status);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, (await RunAsync("show", "ent")).Output);
        Assert.True(ClientSecret.Verify(await OneAsync(), secret, DateTime.UtcNow));
    }

    [Fact]
    public async Task A_secret_that_was_not_needed_before_is_printed_once_and_another_sector_is_taken_when_it_is_meant()
    {
        await AddAsync("--auth", "none");
        var edited = await RunAsync("edit", "ent", "--auth", "client_secret_post", "--sector", "other.example", "--change-subjects");
        Assert.StartsWith("client_id: ent\nchanged: auth secret sector\nclient_secret: ", edited.Output, StringComparison.Ordinal);
        Assert.True(ClientSecret.Verify(await OneAsync(), edited.Output.Split("client_secret: ")[1].Trim(), DateTime.UtcNow));
    }

    [Fact]
    public async Task The_choices_of_saml_are_changed()
    {
        using var sp = new TestSp("urn:fi:ent:prod-2d-edu:1.0");
        var file = Path.Combine(_stores.Folder, "sp.xml");
        await File.WriteAllTextAsync(file, sp.Metadata(), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("add", "ent", "--name", "Mon ENT", "--saml-metadata", file, "--claim", "FrEduVecteur")).Status);
        var edited = await RunAsync("edit", "ent", "--saml-nameid", "persistent", "--saml-lenient", "true", "--saml-sha1-at-sign-out", "true");
        Assert.Equal("client_id: ent\nchanged: saml-lenient saml-nameid saml-sha1-at-sign-out\n", edited.Output);
        Assert.DoesNotContain("Warning", edited.Error, StringComparison.Ordinal);
        Assert.Contains("saml_name_id: persistent\n", (await RunAsync("show", "ent")).Output, StringComparison.Ordinal);
        Assert.Equal("client_id: ent\nchanged: saml-lenient\n", (await RunAsync("edit", "ent", "--saml-lenient", "false")).Output);
    }

    [Fact]
    public async Task A_claim_that_no_scope_brings_is_warned_of_whenever_it_is_entered()
    {
        string[] words = ["--claim", "given_name", "FrEduVecteur", "FrEduCtRefId"];
        var added = await RunAsync(["add", "one", "--name", "Un", "--redirect", "https://ent.example/cb", "--scope", "profile", .. words]);
        Assert.Equal(0, added.Status);
        Assert.Contains("Warning: no scope of 'one' brings FrEduVecteur, FrEduCtRefId:", added.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", added.Output, StringComparison.Ordinal);
        var file = Path.Combine(_stores.Folder, "client.json");
        await File.WriteAllTextAsync(file, """{"client_id":"two","client_name":"Deux","redirect_uris":["https://ent.example/cb"],"scope":"openid profile"}""", TestContext.Current.CancellationToken);
        Assert.Contains("no scope of 'two' brings FrEduVecteur", (await RunAsync(["import", file, "--dry-run", .. words])).Error, StringComparison.Ordinal);
        Assert.Contains("no scope of 'two' brings FrEduVecteur", (await RunAsync(["import", file, .. words])).Error, StringComparison.Ordinal);
        var mended = await RunAsync("edit", "one", "--scope", "profile", "ect.scope.ent");
        Assert.Equal((0, "client_id: one\nchanged: scope\n"), Said(mended));
        Assert.DoesNotContain("Warning", mended.Error, StringComparison.Ordinal);
        Assert.Contains("no scope of 'one' brings given_name, FrEduVecteur", (await RunAsync("edit", "one", "--scope", "email")).Error, StringComparison.Ordinal);
    }

    /// <summary>Enters a service and tells its secret; empty when it has none.</summary>
    private async Task<string> AddAsync(params string[] more)
    {
        var added = await RunAsync(["add", "ent", "--name", "Mon ENT", "--redirect", "https://ent.example/cb", "--post-logout", "https://ent.example/bye", "--backchannel-logout", "https://ent.example/told", "--scope", "ect.scope.ent", "--claim", "given_name", .. more]);
        Assert.Equal(0, added.Status);
        return added.Output.Split("client_secret: ") is [_, var secret] ? secret.Trim() : string.Empty;
    }

    private async Task<Service> OneAsync()
    {
        await using var main = _stores.Main();
        return await main.Set<Service>().AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
    }

    private static (int Status, string Output) Said((int Status, string Output, string Error) answer) => (answer.Status, answer.Output);

    private Task<(int Status, string Output, string Error)> RunAsync(params string[] words) => OperatorConsole.RunAsync(_stores, ["service", .. words]);
}
