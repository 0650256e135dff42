using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Authorize.Interactions;
using Microsoft.Extensions.Primitives;

namespace EduConnect.Web.Tests.Protocols.Oidc.Rules;

/// <summary>Every rule on what the person must do, alone. The session began 100 seconds ago.</summary>
public sealed class InteractionRulesTests
{
    private static readonly DateTime Now = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_session_is_enough_for_a_plain_request() => Assert.Null(Page([]));

    [Theory]
    [InlineData("login")]
    [InlineData("select_account")]
    [InlineData("login consent")]
    public void Prompt_login_asks_again_once(string prompt)
    {
        Assert.Equal("SignInAgain", Page([("prompt", prompt)]));
        Assert.Equal("SignInAgain", Page([("prompt", prompt)], demandedSecondsAgo: 99));
        Assert.NotEqual("SignInAgain", Page([("prompt", prompt)], demandedSecondsAgo: 100));
    }

    [Theory]
    [InlineData("99", "SignInAgain")]
    [InlineData("100", null)]
    [InlineData("0", "SignInAgain")]
    [InlineData("99999999999999", null)]
    public void Max_age_is_counted_from_the_sign_in(string seconds, string? page) => Assert.Equal(page, Page([("max_age", seconds)]));

    [Fact]
    public void A_sign_in_that_took_longer_than_max_age_is_not_asked_for_ever() =>
        Assert.Null(Page([("max_age", "1")], demandedSecondsAgo: 120));

    [Theory]
    [InlineData(Audience.Pupils, Audience.Pupils, null)]
    [InlineData(Audience.Pupils, Audience.Guardians, "ProfileRefused")]
    [InlineData(Audience.Guardians, Audience.Pupils, "ProfileRefused")]
    [InlineData(Audience.Everybody, Audience.Guardians, null)]
    public void A_service_of_one_profile_turns_the_other_away(Audience open, Audience person, string? page) =>
        Assert.Equal(page, Page([], open: open, person: person));

    [Fact]
    public void Consent_is_asked_only_when_the_service_wants_it() => Assert.Equal("Consent", Page([("prompt", "consent")]));

    [Fact]
    public void Every_page_has_an_error_for_services_that_forbid_pages()
    {
        Assert.Equal("login_required", Interaction.SignIn.Error.Code);
        Assert.Equal("interaction_required", Interaction.Consent.Error.Code);
        Assert.Equal("access_denied", Interaction.ProfileRefused.Error.Code);
    }

    private static string? Page(
        (string Name, string Value)[] fields, int? demandedSecondsAgo = null, Audience open = Audience.Everybody, Audience person = Audience.Pupils)
    {
        var contract = TestService.Everything("rp");
        contract.Audience = open;
        var request = new AuthorizeRequest(new(fields.ToDictionary(field => field.Name, field => new StringValues(field.Value))), contract);
        var session = new BrowserSession(Guid.Empty, Guid.Empty, person, Now.AddSeconds(-100), "pwd");
        var situation = new Situation(request, session, "sub", Now) { SentToSignInAt = demandedSecondsAgo is { } seconds ? Now.AddSeconds(-seconds) : null };
        return InteractionRules.First(situation)?.Kind.ToString();
    }
}
