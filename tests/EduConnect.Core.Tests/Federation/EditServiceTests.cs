using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Federation;

/// <summary>A contract that is changed: what is named and nothing else, or nothing at all (federation.md c).</summary>
[Trait("Row", "#1")]
public abstract class EditServiceTests(Engine engine) : StorageSuite(engine)
{
    private static readonly Actor Operator = new(ActorKind.Operator, "op");

    [Fact]
    public async Task What_is_named_changes_is_audited_without_values_and_the_rest_stays()
    {
        await EnterAsync(Contract());
        var edited = await EditAsync(new() { RedirectUris = ["https://rp.example/cb", "https://mobile.example/cb"], IsOpen = false, BackChannelLogoutUri = string.Empty, Name = "Stages" });
        Assert.Equal(["backchannel-logout", "closed", "redirect"], edited!.Changed);
        Assert.Null(edited.Secret);
        var kept = await OneAsync();
        Assert.Equal((false, "Stages", (string?)null, "rp.example"), (kept.Enabled, kept.Name, kept.BackChannelLogoutUri, kept.Sector));
        Assert.Equal(["https://rp.example/cb", "https://mobile.example/cb"], kept.RedirectUris);
        Assert.Equal(["openid", "profile"], kept.Scopes);
        Assert.Equal(["given_name", "https://rp.example/bye"], kept.Claims.Concat(kept.PostLogoutRedirectUris));
        Assert.True(ClientSecret.Verify(kept, "known", Clock.UtcNow));
        Assert.Equal(["opened"], (await EditAsync(new() { IsOpen = true }))!.Changed);
        Assert.Empty((await EditAsync(new() { IsOpen = true, Claims = ["given_name"] }))!.Changed);
        Assert.Equal(["claim", "post-logout"], (await EditAsync(new() { Claims = [], PostLogoutRedirectUris = [] }))!.Changed);
        Assert.Empty((await OneAsync()).Claims);
        Assert.Equal(["rp: backchannel-logout, closed, redirect", "rp: opened", "rp: claim, post-logout"], await AuditedAsync());
        Assert.Null(await EditAsync(new() { IsOpen = false }, "nobody"));
    }

    [Fact]
    public async Task What_would_break_the_contract_changes_nothing()
    {
        var contract = Contract();
        (contract.NoticeUri, contract.NoticeEvents, contract.Claims) = ("https://rp.example/told", [NoticeEvents.TieChanged], [ClaimNames.Vectors]);
        await EnterAsync(contract);
        foreach (var (change, sentence) in new (ServiceChange, string)[]
        {
            (new() { RedirectUris = ["http://rp.example/cb"] }, "must use https"),
            (new() { RedirectUris = [] }, "At least one redirect"),
            (new() { Claims = [ClaimNames.Vectors, "nonsense"] }, "not a claim"),
            (new() { Claims = ["given_name"] }, "Ties are told"),
            (new() { Scopes = ["profile"] }, "must contain 'openid'"),
            (new() { Name = " " }, "The name"),
            (new() { AccessTokenSeconds = 1 }, "60 to 3600"),
            (new() { Authentication = ClientAuthenticationMethod.PrivateKeyJwt }, "public keys"),
            (new() { Authentication = ClientAuthenticationMethod.None, Pkce = PkcePolicy.Optional }, "PKCE"),
            (new() { Sector = "other.example" }, "--change-subjects"),
            (new() { Saml = new() { IsLenient = true } }, "does not speak SAML"),
        })
        {
            var edited = await EditAsync(change with { IsOpen = false });
            Assert.Contains(sentence, Assert.Single(edited!.Reasons), StringComparison.Ordinal);
            Assert.Empty(edited.Changed);
        }

        var kept = await OneAsync();
        Assert.Equal((true, "Stages", "rp.example", ClientAuthenticationMethod.SecretBasic), (kept.Enabled, kept.Name, kept.Sector, kept.Authentication));
        Assert.Equal(["https://rp.example/cb", ClaimNames.Vectors], kept.RedirectUris.Concat(kept.Claims));
        Assert.Empty(await AuditedAsync());
    }

    [Fact]
    [Trait("Rule", "S-OI5")]
    public async Task The_sector_stays_with_the_addresses_and_changes_when_that_is_said()
    {
        await EnterAsync(Contract());
        Assert.Empty((await EditAsync(new() { RedirectUris = ["https://moved.example/cb"] }))!.Reasons);
        Assert.Equal("rp.example", (await OneAsync()).Sector);
        Assert.Equal(["sector"], (await EditAsync(new() { Sector = "moved.example", ChangesSubjects = true }))!.Changed);
        Assert.Equal("moved.example", (await OneAsync()).Sector);
    }

    [Fact]
    public async Task A_service_can_be_closed_whatever_its_contract_breaks_already()
    {
        var contract = Contract();
        (contract.Claims, contract.Schools) = (["a_claim_of_former_times"], ["0999999X"]);
        await EnterAsync(contract);
        Assert.Equal(["closed"], (await EditAsync(new() { IsOpen = false }))!.Changed);
        Assert.Contains("'worse' is not a claim", Assert.Single((await EditAsync(new() { Claims = ["a_claim_of_former_times", "worse"] }))!.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_drawn_for_whoever_needs_one_and_forgotten_by_whoever_does_not()
    {
        await EnterAsync(Contract());
        var edited = await EditAsync(new() { Authentication = ClientAuthenticationMethod.SecretPost });
        Assert.Equal("auth", Assert.Single(edited!.Changed));
        Assert.Null(edited.Secret);
        Assert.Equal(["auth", "secret"], (await EditAsync(new() { Authentication = ClientAuthenticationMethod.None }))!.Changed);
        Assert.False(ClientSecret.Verify(await OneAsync(), "known", Clock.UtcNow));
        var secret = (await EditAsync(new() { Authentication = ClientAuthenticationMethod.SecretBasic }))!.Secret;
        Assert.True(ClientSecret.Verify(await OneAsync(), secret!, Clock.UtcNow));
        Assert.DoesNotContain(await AuditedAsync(), detail => detail.Contains(secret!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_choices_of_saml_change_and_a_service_of_saml_only_says_how_it_authenticates_before_it_speaks_openid_connect()
    {
        var contract = Contract();
        (contract.RedirectUris, contract.Authentication, contract.SecretHash) = ([], ClientAuthenticationMethod.None, null);
        contract.Saml = new() { EntityId = "urn:rp", Consumers = [new(0, "https://rp.example/acs")] };
        await EnterAsync(contract);
        Assert.Equal(["saml-lenient", "saml-nameid"], (await EditAsync(new() { Saml = new() { IsLenient = true, NameId = SamlNameId.Persistent } }))!.Changed);
        Assert.Contains("signing certificate", Assert.Single((await EditAsync(new() { Saml = new() { RequestsAreSigned = true } }))!.Reasons), StringComparison.Ordinal);
        Assert.Contains("--auth", Assert.Single((await EditAsync(new() { RedirectUris = ["https://rp.example/cb"] }))!.Reasons), StringComparison.Ordinal);
        Assert.NotNull((await EditAsync(new() { RedirectUris = ["https://rp.example/cb"], Authentication = ClientAuthenticationMethod.SecretBasic }))!.Secret);
        var kept = await OneAsync();
        Assert.Equal((true, SamlNameId.Persistent, false, "urn:rp"), (kept.Saml!.IsLenient, kept.Saml.NameId, kept.Saml.RequestsAreSigned, kept.Saml.EntityId));
    }

    private async Task<ServiceEdited?> EditAsync(ServiceChange change, string clientId = "rp")
    {
        await using var main = Stores.Main();
        return await new EditService(main, new SystemRandomSource(), Clock).RunAsync(clientId, change, Operator, Cancellation);
    }

    private async Task EnterAsync(Service contract)
    {
        await using var main = Stores.Main();
        main.Add(contract);
        await main.SaveChangesAsync(Cancellation);
    }

    private async Task<Service> OneAsync()
    {
        await using var main = Stores.Main();
        return await main.Set<Service>().AsNoTracking().Include(service => service.Saml).SingleAsync(Cancellation);
    }

    private async Task<List<string>> AuditedAsync()
    {
        await using var main = Stores.Main();
        return await main.Set<AuditEvent>().Where(audit => audit.Code == "service.changed").OrderBy(audit => audit.Id).Select(audit => audit.Detail).ToListAsync(Cancellation);
    }

    private static Service Contract() => new()
    {
        Id = Guid.CreateVersion7(),
        ClientId = "rp",
        Name = "Stages",
        Sector = "rp.example",
        SecretHash = ClientSecret.Hash("known"),
        RedirectUris = ["https://rp.example/cb"],
        PostLogoutRedirectUris = ["https://rp.example/bye"],
        BackChannelLogoutUri = "https://rp.example/told",
        Scopes = ["openid", "profile"],
        Claims = ["given_name"],
    };
}

public sealed class EditServiceOnSqlite() : EditServiceTests(Engine.Sqlite);

public sealed class EditServiceOnPostgreSql() : EditServiceTests(Engine.PostgreSql);
