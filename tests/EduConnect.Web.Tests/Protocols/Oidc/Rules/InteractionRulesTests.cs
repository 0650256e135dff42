using EduConnect.Core.Federation.Reception;
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
    [InlineData(null, false, null)]
    [InlineData(null, true, null)]
    [InlineData(NotReceived.Profile, false, "NotReceived")]
    [InlineData(NotReceived.School, false, "NotReceived")]
    [InlineData(NotReceived.Degree, true, "Refuse")]
    public void Whom_the_service_does_not_receive_sees_a_page_and_then_goes_back(NotReceived? refusal, bool back, string? page) =>
        Assert.Equal(page, Page(back ? [("ect_retour", "1")] : [], refusal: refusal));

    [Fact]
    public void Consent_is_asked_only_when_the_service_wants_it() => Assert.Equal("Consent", Page([("prompt", "consent")]));

    [Fact]
    public void Every_page_has_an_error_for_services_that_forbid_pages()
    {
        Assert.Equal("login_required", Interaction.SignIn.Error.Code);
        Assert.Equal("interaction_required", Interaction.Consent.Error.Code);
        Assert.Equal("access_denied", Interaction.TurnAway(NotReceived.Profile).Error.Code);
        Assert.Equal(["A33", "A37", "A38"], Enum.GetValues<NotReceived>().Select(why => Interaction.TurnAway(why).Error.Id));
    }

    private static string? Page(
        (string Name, string Value)[] fields, int? demandedSecondsAgo = null, NotReceived? refusal = null)
    {
        var contract = TestService.Everything("rp");
        var request = new AuthorizeRequest(new(fields.ToDictionary(field => field.Name, field => new StringValues(field.Value))), contract);
        var session = new BrowserSession(Guid.Empty, Guid.Empty, Audience.Pupils, Now.AddSeconds(-100), "pwd");
        var situation = new Situation(request, session, "sub", Now) { Refusal = refusal, SentToSignInAt = demandedSecondsAgo is { } seconds ? Now.AddSeconds(-seconds) : null };
        return InteractionRules.First(situation)?.Kind.ToString();
    }
}
