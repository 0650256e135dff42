using EduConnect.Core.Accounts;
using EduConnect.Core.Campaigns;
using EduConnect.Core.Campaigns.Checking;
using Xunit;

namespace EduConnect.Core.Tests.Campaigns;

/// <summary>Which accounts of a list are flagged, and which are left out (domain §16).</summary>
[Trait("Row", "#256")]
public sealed class CampaignRulesTests
{
    private static readonly DateTime Loaded = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Since = Loaded.AddDays(-30);

    [Theory]
    [InlineData("activated", LeakedMatch.NotAsked, null, LineVerdict.Found)]
    [InlineData("activated", LeakedMatch.NotAsked, -40, LineVerdict.Found)]
    [InlineData("activated", LeakedMatch.NotAsked, -30, LineVerdict.ChangedSince)]
    [InlineData("activated", LeakedMatch.Differs, -40, LineVerdict.PasswordDiffers)]
    [InlineData("activated", LeakedMatch.Differs, -10, LineVerdict.ChangedSince)]
    [InlineData("activated", LeakedMatch.Same, -10, LineVerdict.Found)]
    [InlineData("informed", LeakedMatch.NotAsked, null, LineVerdict.NeverActivated)]
    [InlineData("informed", LeakedMatch.Same, null, LineVerdict.Found)]
    [InlineData("not informed", LeakedMatch.Differs, null, LineVerdict.NeverActivated)]
    [InlineData("france connect", LeakedMatch.NotAsked, -40, LineVerdict.NoPassword)]
    [InlineData("reset after", LeakedMatch.NotAsked, -40, LineVerdict.AlreadyReset)]
    [InlineData("reset before", LeakedMatch.NotAsked, -40, LineVerdict.Found)]
    [InlineData("compromised", LeakedMatch.Same, null, LineVerdict.AlreadyCompromised)]
    [InlineData("closed", LeakedMatch.Same, null, LineVerdict.Closed)]
    public void An_account_is_judged_when_its_line_is_checked(string account, LeakedMatch match, int? chosen, LineVerdict verdict) =>
        Assert.Equal(verdict, CampaignRules.Check(Account(account), match, chosen is { } days ? Loaded.AddDays(days) : null, Campaign(Since)));

    [Theory]
    [InlineData("activated", -1, LineVerdict.Found)]
    [InlineData("activated", 1, LineVerdict.ChangedSince)]
    [InlineData("reset before", null, LineVerdict.AlreadyReset)]
    public void Without_a_date_the_day_of_the_list_counts(string account, int? chosen, LineVerdict verdict) =>
        Assert.Equal(verdict, CampaignRules.Check(Account(account), LeakedMatch.NotAsked, chosen is { } days ? Loaded.AddDays(days) : null, Campaign(null)));

    [Theory]
    [InlineData("activated", -10, LineVerdict.Found)]
    [InlineData("activated", 2, LineVerdict.ChangedSince)]
    [InlineData("informed", null, LineVerdict.Found)]
    [InlineData("informed again", null, LineVerdict.AlreadyReset)]
    [InlineData("expired", null, LineVerdict.NoPassword)]
    [InlineData("compromised", null, LineVerdict.AlreadyCompromised)]
    public void An_account_with_the_leaked_password_is_judged_again_before_it_is_flagged(string account, int? chosen, LineVerdict verdict) =>
        Assert.Equal(verdict, CampaignRules.Apply(Account(account), hadPassword: true, Loaded.AddDays(1), chosen is { } days ? Loaded.AddDays(days) : null, Campaign(Since)));

    [Fact]
    public void A_flag_makes_every_password_useless()
    {
        var account = Account("informed");
        Assert.Equal(AccountRefusal.None, account.Compromise());
        Assert.Equal((true, null, null, null), (account.IsCompromised, account.PasswordHash, account.ProvisionalMac, account.ResetRequestedAt));
        Assert.Equal(AccountState.NotInformed, account.State);
        Assert.True(account.NeedsProvisional(withReset: false, Loaded));
    }

    [Theory]
    [InlineData("load", "check")]
    [InlineData("load", "cancel")]
    [InlineData("ready", "apply")]
    [InlineData("ready", "cancel")]
    [InlineData("applying", "stop")]
    [InlineData("stopped", "apply")]
    public void A_campaign_goes_forward_only(string state, string allowed)
    {
        foreach (var verb in new[] { "check", "apply", "stop", "cancel" })
        {
            var campaign = InState(state);
            var before = campaign.State;
            var went = Do(campaign, verb);
            Assert.Equal(went, before != campaign.State);
            Assert.True(went || verb != allowed, $"{state} refuses {verb}");
        }

        Assert.False(InState("applying").Cancel(Loaded));
        Assert.False(InState("stopped").Cancel(Loaded));
    }

    private static bool Do(Campaign campaign, string verb) => verb switch
    {
        "check" => campaign.BeginChecking(Guid.CreateVersion7()),
        "apply" => campaign.BeginApplying(Guid.CreateVersion7()),
        "stop" => campaign.Stop(),
        _ => campaign.Cancel(Loaded),
    };

    private static Campaign InState(string state)
    {
        var campaign = Campaign(null);
        var verbs = state switch { "ready" => "c", "applying" => "ca", "stopped" => "cas", _ => string.Empty };
        foreach (var verb in verbs)
        {
            _ = verb switch { 'c' => campaign.BeginChecking(Guid.Empty) && campaign.EndChecking(), 'a' => campaign.BeginApplying(Guid.Empty), _ => campaign.Stop() };
        }

        return campaign;
    }

    private static Campaign Campaign(DateTime? since) => new() { Name = "leak", CreatedBy = "op", CreatedAt = Loaded, ChangedSince = since };

    private static Account Account(string account)
    {
        var one = new Account { Username = "a.b", Kind = AccountKind.Guardian, State = AccountState.Activated, PasswordHash = "hash" };
        switch (account)
        {
            case "informed": (one.State, one.PasswordHash, one.ProvisionalMac, one.ProvisionalCreatedAt) = (AccountState.Informed, null, [1], Since); break;
            case "informed again": (one.State, one.PasswordHash, one.ProvisionalMac, one.ProvisionalCreatedAt) = (AccountState.Informed, null, [1], Loaded.AddDays(2)); break;
            case "not informed": (one.State, one.PasswordHash) = (AccountState.NotInformed, null); break;
            case "france connect" or "expired": one.PasswordHash = null; break;
            case "reset after": (one.PasswordHash, one.ResetRequestedAt) = (null, Since.AddDays(1)); break;
            case "reset before": (one.PasswordHash, one.ResetRequestedAt) = (null, Since.AddDays(-1)); break;
            case "compromised": one.Compromise(); break;
            case "closed": one.ClosedAt = Since; break;
        }

        return one;
    }
}
