namespace EduConnect.Web.Protocols.Oidc.Authorize.Interactions;

/// <summary>The rules in the order they are applied.</summary>
internal static class InteractionRules
{
    public static readonly InteractionRule[] All =
    [
        new PromptAsksAgain(), new MaxAgeAsksAgain(), new HintedPersonIsTheOne(), new EssentialAcrIsMet(),
        new PersonIsReceived(), new PromptConsentAsks(),
    ];

    /// <summary>The first thing that stands in the way, or null.</summary>
    public static Interaction? First(Situation situation)
    {
        foreach (var rule in All)
        {
            if (rule.Check(situation) is { } interaction)
            {
                return interaction;
            }
        }

        return null;
    }
}
