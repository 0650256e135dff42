using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Usage;
using EduConnect.Core.Platform.Audit;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Hosting;
using EduConnect.Web.Tests.Protocols.Saml;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>The command <c>service</c>, run as an operator runs it, over a data folder of its own.</summary>
[Collection("Console")]
public sealed class ServiceCommandTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public async ValueTask InitializeAsync() => _stores = await TestStores.CreateAsync(Engine.Sqlite);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_service_is_added_shown_listed_given_another_secret_and_removed()
    {
        var added = await RunAsync("add", "ent", "--name", "Mon ENT", "--redirect", "https://ent.example/cb", "--scope", "profile", "ect.scope.ent", "--claim", "all", "--signing", "ES256", "--backchannel-logout", "https://ent.example/told");
        Assert.Equal(0, added.Status);
        var secret = added.Output.Split("client_secret: ")[1].Trim();
        var contract = await OneAsync();
        Assert.True(ClientSecret.Verify(contract, secret, DateTime.UtcNow));
        Assert.Equal(("ent.example", TokenSigning.ES256, PkcePolicy.Required), (contract.Sector, contract.Signing, contract.Pkce));
        var shown = await RunAsync("show", "ent");
        Assert.Contains("redirect: https://ent.example/cb", shown.Output, StringComparison.Ordinal);
        Assert.Contains("backchannel_logout: https://ent.example/told", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, shown.Output, StringComparison.Ordinal);
        Assert.Contains("ent\topen\tMon ENT", (await RunAsync("list")).Output, StringComparison.Ordinal);
        var rotated = (await RunAsync("rotate-secret", "ent")).Output.Split("client_secret: ")[1].Trim();
        contract = await OneAsync();
        Assert.True(ClientSecret.Verify(contract, rotated, DateTime.UtcNow) && ClientSecret.Verify(contract, secret, DateTime.UtcNow));
        Assert.Equal(0, (await RunAsync("remove", "ent")).Status);
        await using var main = _stores.Main();
        Assert.False(await main.Set<Service>().AnyAsync(TestContext.Current.CancellationToken));
        var events = await main.Set<AuditEvent>().OrderBy(one => one.Id).Select(one => one.Code).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["service.added", "service.secret.rotated", "service.removed"], events);
    }

    [Fact]
    public async Task A_service_is_added_by_its_saml_metadata_which_can_be_replaced()
    {
        using var sp = new TestSp("urn:fi:ent:prod-2d-edu:1.0");
        var file = Path.Combine(_stores.Folder, "sp.xml");
        await File.WriteAllTextAsync(file, sp.Metadata(), TestContext.Current.CancellationToken);
        var added = await RunAsync("add", "ent", "--name", "Mon ENT", "--saml-metadata", file, "--saml-nameid", "persistent", "--saml-lenient", "--claim", "sn");
        Assert.Contains("'sn' is not a claim", added.Error, StringComparison.Ordinal);
        added = await RunAsync("add", "ent", "--name", "Mon ENT", "--saml-metadata", file, "--saml-nameid", "persistent", "--saml-lenient", "--claim", "family_name");
        Assert.Equal((0, "client_id: ent\nentity_id: urn:fi:ent:prod-2d-edu:1.0\n"), (added.Status, added.Output));
        var shown = (await RunAsync("show", "ent")).Output;
        Assert.Contains("sector: sp.example", shown, StringComparison.Ordinal);
        Assert.Contains("saml_name_id: persistent", shown, StringComparison.Ordinal);
        Assert.Contains("saml_consumer: https://sp.example/acs/", shown, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, sp.Metadata().Replace("/acs/", "/later", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("saml-metadata", "ent", file)).Status);
        Assert.Contains("saml_consumer: https://sp.example/later", (await RunAsync("show", "ent")).Output, StringComparison.Ordinal);
        using var other = new TestSp("urn:other");
        await File.WriteAllTextAsync(file, other.Metadata(), TestContext.Current.CancellationToken);
        Assert.Contains("are those of 'urn:other'", (await RunAsync("saml-metadata", "ent", file)).Error, StringComparison.Ordinal);
        Assert.Contains("no service 'nobody'", (await RunAsync("saml-metadata", "nobody", file)).Error, StringComparison.Ordinal);
        Assert.Contains("There is no file", (await RunAsync("add", "x", "--name", "X", "--saml-metadata", file + "x")).Error, StringComparison.Ordinal);
        Assert.Contains("\tsigns\t", (await RunAsync("saml-keys")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("saml-keys", "--renew")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(1, (await RunAsync("saml-keys", "--renew")).Status);
        Assert.Equal(0, (await RunAsync("remove", "ent")).Status);
    }

    [Fact]
    [Trait("Row", "#15")]
    public async Task Where_and_of_what_a_service_is_told_is_said_shown_and_taken_back()
    {
        Assert.Equal(0, (await RunAsync("add", "ent", "--name", "Mon ENT", "--redirect", "https://ent.example/cb", "--claim", "FrEduVecteur")).Status);
        Assert.Equal((0, "notices: none\nnotices_waiting: 0\nnotices_given_up: 0\n"), Said(await RunAsync("notify", "ent")));
        Assert.Contains("needs both", (await RunAsync("notify", "ent", "--to", "https://ent.example/told")).Error, StringComparison.Ordinal);
        Assert.Contains("must use https", (await RunAsync("notify", "ent", "--to", "http://ent.example/told", "--events", "compromised")).Error, StringComparison.Ordinal);
        Assert.NotEqual(0, (await RunAsync("notify", "ent", "--to", "https://ent.example/told", "--events", "birthday")).Status);
        Assert.Equal(1, (await RunAsync("notify", "ent", "--stop", "--again")).Status);
        Assert.Contains("no service 'nobody'", (await RunAsync("notify", "nobody", "--stop")).Error, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("notify", "nobody")).Status);
        Assert.Equal(0, (await RunAsync("notify", "ent", "--to", "https://ent.example/told", "--events", "tie-changed", "compromised")).Status);
        Assert.Contains("notices: https://ent.example/told\nnotice_events: tie-changed compromised\n", (await RunAsync("show", "ent")).Output, StringComparison.Ordinal);
        Assert.Equal((0, "put_back: 0\nnotices: https://ent.example/told\nnotice_events: tie-changed compromised\nnotices_waiting: 0\nnotices_given_up: 0\n"), Said(await RunAsync("notify", "ent", "--again")));
        await using (var main = _stores.Main())
        {
            var now = DateTime.UtcNow;
            main.Add(new ChangeNotice { Id = Guid.NewGuid(), ClientId = "ent", AccountId = Guid.NewGuid(), Kind = ChangeKind.Compromised, ChangedAt = now, MadeAt = now, DueAt = now, GiveUpAt = now, FailedAt = now, LastError = "status 404" });
            await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.EndsWith("notices_waiting: 0\nnotices_given_up: 1\nnotices_last_error: status 404\n", (await RunAsync("notify", "ent")).Output, StringComparison.Ordinal);
        Assert.StartsWith("put_back: 1\n", (await RunAsync("notify", "ent", "--again")).Output, StringComparison.Ordinal);
        Assert.Equal((0, "notices: none\nnotices_waiting: 0\nnotices_given_up: 0\n"), Said(await RunAsync("notify", "ent", "--stop")));
    }

    [Fact]
    [Trait("Row", "#1")]
    public async Task Whom_a_service_receives_is_said_when_it_is_added_and_changed_afterwards()
    {
        string uai;
        await using (var main = _stores.Main())
        {
            var data = new TestData(main);
            uai = data.School().Uai;
            await data.SaveAsync();
        }

        Assert.Equal(0, (await RunAsync("add", "ent", "--name", "Mon ENT", "--redirect", "https://ent.example/cb", "--profiles", "eleve", "--degree", "2D", "--school", uai.ToLowerInvariant(), "--require-par")).Status);
        var contract = await OneAsync();
        Assert.Equal((Audience.Pupils, DegreeSet.Second, uai, true), (contract.Audience, contract.Degrees, Assert.Single(contract.Schools), contract.RequiresPushedRequests));
        Assert.Contains($"degrees: 2D\nschools: {uai}\npushed_requests: required", (await RunAsync("show", "ent")).Output, StringComparison.Ordinal);
        var allowed = await RunAsync("allow", "ent", "--profiles", "tous", "--all-schools");
        Assert.Equal((0, "profiles: tous\ndegrees: 2D\nschools: all\n"), (allowed.Status, allowed.Output));
    }

    [Fact]
    public async Task A_service_is_imported_from_its_metadata_after_a_trial()
    {
        var file = Path.Combine(_stores.Folder, "client.json");
        await File.WriteAllTextAsync(file, """{"client_id":"ent","client_name":"Mon ENT","redirect_uris":["https://ent.example/cb"],"scope":"openid profile","client_uri":"https://ent.example/"}""", TestContext.Current.CancellationToken);
        var tried = await RunAsync("import", file, "--dry-run", "--claim", "given_name", "--profiles", "eleve");
        Assert.Equal(0, tried.Status);
        Assert.Contains("redirect: https://ent.example/cb\nnot_kept: client_uri\nnothing was entered\n", tried.Output, StringComparison.Ordinal);
        Assert.Contains("no service 'ent'", (await RunAsync("show", "ent")).Error, StringComparison.Ordinal);

        var entered = await RunAsync("import", file, "--claim", "given_name", "--profiles", "eleve");
        Assert.Equal(0, entered.Status);
        Assert.DoesNotContain("not_kept", entered.Output.Split("client_secret: ")[0], StringComparison.Ordinal);
        var contract = await OneAsync();
        Assert.Equal(("ent", "Mon ENT", "ent.example", Audience.Pupils, "given_name"), (contract.ClientId, contract.Name, contract.Sector, contract.Audience, Assert.Single(contract.Claims)));
        Assert.Contains("exists already", (await RunAsync("import", file, "--dry-run")).Error, StringComparison.Ordinal);
        Assert.Contains("exists already", (await RunAsync("import", file)).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("import", file, "--client-id", "ent2")).Status);

        await File.WriteAllTextAsync(file, """{"client_name":"X","redirect_uris":["http://ent.example/cb"],"client_secret":"known"}""", TestContext.Current.CancellationToken);
        Assert.Contains("client_secret: secrets are drawn here", (await RunAsync("import", file)).Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, """{"client_name":"X","redirect_uris":["http://ent.example/cb"]}""", TestContext.Current.CancellationToken);
        var wrong = await RunAsync("import", file, "--dry-run");
        Assert.Equal(1, wrong.Status);
        Assert.Contains("must use https", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("client identifier", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("There is no file", (await RunAsync("import", file + "x")).Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#15")]
    public async Task Figures_are_printed_as_lines_a_file_or_json()
    {
        await using (var main = _stores.Main())
        {
            main.Add(new ServiceUsage { ClientId = "ent", Day = new DateOnly(2026, 11, 20), SignIns = 12, Pupils = 3, Guardians = 4 });
            main.Add(new ServiceUsage { ClientId = "=stage", Day = new DateOnly(2026, 11, 21), SignIns = 1, Pupils = 1 });
            await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("2026-11-20\tent\t12\t3\t4\n2026-11-21\t=stage\t1\t1\t0\n", (await RunAsync("usage")).Output);
        Assert.Equal("2026-11-20\tent\t12\t3\t4\n", (await RunAsync("usage", "ent")).Output);
        Assert.Equal("\uFEFFday;service;sign_ins;pupils;guardians\r\n2026-11-21;'=stage;1;1;0\r\n", (await RunAsync("usage", "--since", "2026-11-21", "--csv")).Output);
        Assert.Equal("""[{"day":"2026-11-20","service":"ent","sign_ins":12,"pupils":3,"guardians":4}]""" + "\n", (await RunAsync("usage", "ent", "--json")).Output);
    }

    [Theory]
    [InlineData("must use https", "add", "x", "--name", "X", "--redirect", "http://ent.example/cb")]
    [InlineData("several hosts: choose one of them with --sector", "add", "x", "--name", "X", "--redirect", "https://a.example/", "https://b.example/")]
    [InlineData("not a claim", "add", "x", "--name", "X", "--redirect", "https://a.example/", "--claim", "nonsense")]
    [InlineData("needs the public keys", "add", "x", "--name", "X", "--redirect", "https://a.example/", "--auth", "private_key_jwt")]
    [InlineData("no account", "add", "x", "--name", "X", "--redirect", "https://a.example/", "--profiles", "eleve", "--degree", "1D")]
    [InlineData("no school '0999999X'", "add", "x", "--name", "X", "--redirect", "https://a.example/", "--school", "0999999x")]
    [InlineData("either --school or --all-schools", "add", "x", "--name", "X", "--redirect", "https://a.example/", "--school", "0999999X", "--all-schools")]
    [InlineData("either --school or --all-schools", "allow", "x", "--school", "0999999X", "--all-schools")]
    [InlineData("Say what changes", "allow", "x")]
    [InlineData("no service 'x'", "allow", "x", "--profiles", "eleve")]
    [InlineData("nonsense", "allow", "x", "--degree", "nonsense")]
    [InlineData("'soon' is not a day", "usage", "--since", "soon")]
    [InlineData("either --csv or --json", "usage", "--csv", "--json")]
    [InlineData("The sector must be a host name", "add", "x", "--name", "X", "--redirect", "https://a.example/", "--sector", "a b")]
    [InlineData("There is no file", "add", "x", "--name", "X", "--redirect", "https://a.example/", "--keys", "/nowhere/keys.json")]
    [InlineData("no service 'x'", "usage", "x")]
    [InlineData("no service 'x'", "show", "x")]
    [InlineData("no service 'x'", "remove", "x")]
    [InlineData("no service 'x'", "rotate-secret", "x")]
    [InlineData("nonsense", "add", "x", "--name", "X", "--redirect", "https://a.example/", "--pkce", "nonsense")]
    [InlineData("--name", "add", "x", "--redirect", "https://a.example/")]
    public async Task A_mistake_is_said_in_one_sentence(string sentence, params string[] arguments)
    {
        var answer = await RunAsync(arguments);
        Assert.NotEqual(0, answer.Status);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_are_entered_once_and_their_owner_is_named()
    {
        using var sp = new TestSp("urn:fi:ent:prod-2d-edu:1.0");
        var file = Path.Combine(_stores.Folder, "sp.xml");
        await File.WriteAllTextAsync(file, sp.Metadata(), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("add", "first", "--name", "Mon ENT", "--saml-metadata", file)).Status);
        var second = await RunAsync("add", "second", "--name", "Mon ENT", "--saml-metadata", file);
        Assert.Equal(1, second.Status);
        Assert.StartsWith("The service 'first' has the entityID 'urn:fi:ent:prod-2d-edu:1.0' already", second.Error, StringComparison.Ordinal);
        Assert.Equal("first", (await OneAsync()).ClientId);
    }

    [Fact]
    public async Task Claims_without_an_attribute_are_warned_of_when_a_service_speaks_saml()
    {
        using var sp = new TestSp("urn:fi:ent:prod-2d-edu:1.0");
        var file = Path.Combine(_stores.Folder, "sp.xml");
        await File.WriteAllTextAsync(file, sp.Metadata(), TestContext.Current.CancellationToken);
        Assert.Contains("no attribute for birthdate: release FrEduCtDateNaissance", (await RunAsync("add", "ent", "--name", "Mon ENT", "--saml-metadata", file, "--claim", "birthdate")).Error, StringComparison.Ordinal);
        Assert.Contains("no attribute for email_verified: release email", (await RunAsync("edit", "ent", "--claim", "email_verified")).Error, StringComparison.Ordinal);
        Assert.Equal("", (await RunAsync("edit", "ent", "--claim", "all")).Error);
        Assert.Equal("", (await RunAsync("add", "other", "--name", "Mon ENT", "--redirect", "https://ent.example/cb", "--scope", "profile", "--claim", "birthdate")).Error);
        var attributes = new EduConnect.Web.Protocols.Saml.Answers.AttributeDictionary(new());
        Assert.Equal(["birthdate", "email_verified"], ClaimNames.All.Where(claim => attributes.Of(claim) is null).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        string[] words = ["add", "ent", "--name", "Mon ENT", "--redirect", "https://ent.example/cb"];
        Assert.Equal(0, (await RunAsync(words)).Status);
        var again = await RunAsync(words);
        Assert.Equal(1, again.Status);
        Assert.Contains("exists already", again.Error, StringComparison.Ordinal);
    }

    private async Task<Service> OneAsync()
    {
        await using var main = _stores.Main();
        return await main.Set<Service>().AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
    }

    private static (int Status, string Output) Said((int Status, string Output, string Error) answer) => (answer.Status, answer.Output);

    private Task<(int Status, string Output, string Error)> RunAsync(params string[] words) => OperatorConsole.RunAsync(_stores, ["service", .. words]);
}
