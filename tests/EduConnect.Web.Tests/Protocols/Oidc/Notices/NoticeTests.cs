using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EduConnect.Web.Tests.Protocols.Oidc.Notices;

/// <summary>Whatever changes about an account, the services its holder has entered are told, each once, and nobody waits for them.</summary>
[Collection(NoticeCollection.Name)]
[Trait("Row", "#15")]
public sealed class NoticeTests(NoticeFixture fixture) : NoticeSuite(fixture)
{
    private const string Risc = "https://schemas.openid.net/secevent/risc/event-type/";

    [Fact]
    [Trait("Rule", "RFC 8417")]
    public async Task A_service_is_told_of_a_person_under_the_name_it_knows_them_by_and_a_stranger_is_not()
    {
        var (first, second, stranger) = (await ListenerAsync(), await ListenerAsync(contract => (contract.Sector, contract.Signing) = ("other.example", TokenSigning.ES256)), await ListenerAsync());
        var (account, subject) = await VisitorAsync(first, second);
        await CompromiseAsync(account);
        Assert.Empty(Received(first));
        var token = Token(Assert.Single(await ToldAsync(first)));
        Assert.Equal(("secevent+jwt", "RS256", App.Address, first.ClientId), (token.Typ, token.Alg, token.Issuer, Assert.Single(token.Audiences)));
        var payload = Payload(token);
        Assert.Equal(["aud", "events", "iat", "iss", "jti", "sub_id", "toe"], payload.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        var person = payload.GetProperty("sub_id");
        Assert.Equal(("iss_sub", App.Address, subject), (person.GetProperty("format").GetString(), person.GetProperty("iss").GetString(), person.GetProperty("sub").GetString()));
        Assert.Equal("password", payload.GetProperty("events").GetProperty(Risc + "credential-compromise").GetProperty("credential_type").GetString());

        // Nothing in the token of another service leads to the same person.
        var other = Token(Assert.Single(Received(second)));
        Assert.Equal("ES256", other.Alg);
        Assert.NotEqual(subject, Payload(other).GetProperty("sub_id").GetProperty("sub").GetString());
        Assert.NotEqual(token.Id, other.Id);
        Assert.Empty(Received(stranger));
        Assert.Single(await ToldAsync(first));
        Assert.Empty(await LeftAsync(first));
    }

    [Theory]
    [Trait("Rule", "RISC 1.0")]
    [InlineData(ChangeKind.AccountClosed, Risc + "account-disabled", "{}")]
    [InlineData(ChangeKind.AccountDeleted, Risc + "account-purged", "{}")]
    [InlineData(ChangeKind.Compromised, Risc + "credential-compromise", """{"credential_type":"password"}""")]
    [InlineData(ChangeKind.UsernameChanged, "/secevent/event-type/username-changed", "{}")]
    [InlineData(ChangeKind.TieAdded, "/secevent/event-type/tie-changed", """{"change":"added"}""")]
    [InlineData(ChangeKind.TieReported, "/secevent/event-type/tie-changed", """{"change":"reported","eleveId":"61234"}""")]
    [InlineData(ChangeKind.TieRemoved, "/secevent/event-type/tie-changed", """{"change":"removed","eleveId":"61234"}""")]
    public async Task Each_change_has_its_event(ChangeKind kind, string type, string told)
    {
        var service = await ListenerAsync();
        var notice = new ChangeNotice
        {
            Id = Guid.NewGuid(),
            ClientId = service.ClientId,
            AccountId = Guid.NewGuid(),
            Kind = kind,
            ChangedAt = Clock.UtcNow.AddMinutes(-1),
            MadeAt = Clock.UtcNow,
            PupilKey = told.Contains("eleveId", StringComparison.Ordinal) ? "61234" : null,
        };
        var writer = App.Services.GetRequiredService<NoticeTokenWriter>();
        var payload = Payload(Token(writer.Write(notice, service.Contract)));
        var events = Assert.Single(payload.GetProperty("events").EnumerateObject());
        Assert.Equal((type[0] == '/' ? App.Address + type : type, told), (events.Name, events.Value.GetRawText()));
        Assert.Equal((60, notice.Id.ToString("N")), (payload.GetProperty("iat").GetInt64() - payload.GetProperty("toe").GetInt64(), payload.GetProperty("jti").GetString()));
        Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(payload.GetRawText(), Payload(Token(writer.Write(notice, service.Contract))).GetRawText());
    }

    [Fact]
    public async Task A_service_that_is_down_is_told_later_with_the_same_identifier_and_holds_up_no_other()
    {
        var (down, up) = (await ListenerAsync(), await ListenerAsync());
        var (account, _) = await VisitorAsync(down, up);
        Receivers.Replies[down.Contract.NoticeUri!] = new(HttpStatusCode.ServiceUnavailable);
        await CompromiseAsync(account);
        Assert.Single(await ToldAsync(down));
        Assert.Single(Received(up));
        Assert.Single(await ToldAsync(down));
        Receivers.Replies.Clear();
        Clock.Advance(TimeSpan.FromSeconds(10));
        var tokens = await ToldAsync(down);
        Assert.Equal((2, 1), (tokens.Length, tokens.Select(token => Token(token).Id).Distinct().Count()));
        Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(2, (await ToldAsync(down)).Length);
        Assert.Single(Received(up));
    }

    [Theory]
    [Trait("Rule", "RFC 8935 §2.4")]
    [InlineData(400, """{"err":"invalid_request","description":"no\nthanks"}""", true, "status 400, invalid_request: nothanks")]
    [InlineData(400, """{"err":"invalid_issuer"}""", true, "status 400, invalid_issuer: ")]
    [InlineData(400, """{"err":"invalid_audience","description":"x"}""", true, "status 400, invalid_audience: x")]
    [InlineData(400, """{"err":"access_denied","description":7}""", true, "status 400, access_denied: ")]
    [InlineData(400, """{"err":"invalid_key","description":"unknown kid"}""", false, "status 400, invalid_key: unknown kid")]
    [InlineData(400, """{"err":"authentication_failed"}""", false, "status 400, authentication_failed: ")]
    [InlineData(400, """["err"]""", false, "status 400")]
    [InlineData(400, """{"err":3}""", false, "status 400")]
    [InlineData(400, "<html>", false, "status 400")]
    [InlineData(400, "", false, "status 400")]
    [InlineData(200, """{"ok":true}""", false, "status 200")]
    [InlineData(204, "", false, "status 204")]
    [InlineData(302, "", false, "status 302")]
    [InlineData(404, "", false, "status 404")]
    [InlineData(429, "", false, "status 429")]
    [InlineData(500, "", false, "status 500")]
    public async Task What_a_receiver_answers_is_believed_only_as_the_standard_says(int status, string body, bool isFinal, string words)
    {
        var service = await ListenerAsync();
        var (account, _) = await VisitorAsync(service);
        Receivers.Replies[service.Contract.NoticeUri!] = new((HttpStatusCode)status, body);
        await CompromiseAsync(account);
        Assert.Single(await ToldAsync(service));
        var left = Assert.Single(await LeftAsync(service));
        Assert.Equal((isFinal, words), (left.FailedAt is not null, left.LastError));
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(isFinal ? 1 : 2, (await ToldAsync(service)).Length);
    }

    [Fact]
    public async Task A_service_that_was_closed_waits_and_one_that_wants_it_no_more_is_told_nothing()
    {
        var (closed, changed) = (await ListenerAsync(), await ListenerAsync());
        var (account, _) = await VisitorAsync(closed, changed);
        await CompromiseAsync(account);
        await App.Services.GetRequiredService<ChangeNotices>().SpreadAsync(Cancellation);
        await using (var main = App.Main())
        {
            (closed.Contract.Enabled, changed.Contract.NoticeEvents) = (false, [NoticeEvents.AccountClosed]);
            main.UpdateRange(closed.Contract, changed.Contract);
            await main.SaveChangesAsync(Cancellation);
        }

        App.Services.GetRequiredService<ServiceDirectory>().Forget();
        Assert.Empty(await ToldAsync(closed));
        Assert.Equal("the service is closed", Assert.Single(await LeftAsync(closed)).LastError);
        Assert.Empty(Received(changed));
        Assert.Empty(await LeftAsync(changed));
    }

    [Fact]
    [Trait("Rule", "S-OI2")]
    public async Task A_notice_passes_for_no_other_token()
    {
        var service = await ListenerAsync();
        var (account, _) = await VisitorAsync(service);
        await CompromiseAsync(account);
        var token = Assert.Single(await ToldAsync(service));
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoAsync(token)).Status);
        using var server = Browser();
        var refused = await server.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, App.Address + Logout) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } });
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
    }

    private static JsonElement Payload(JsonWebToken token) => JsonDocument.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(token.EncodedPayload)).RootElement;
}
