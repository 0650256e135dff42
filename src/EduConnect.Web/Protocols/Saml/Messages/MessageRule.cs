namespace EduConnect.Web.Protocols.Saml.Messages;

/// <summary>One rule of a specification about requests: pure, no input but the request, the contract and the hour.</summary>
internal abstract class MessageRule
{
    /// <summary>Null when the request obeys, otherwise the refusal.</summary>
    public abstract SamlError? Check(ReceivedRequest request);
}

/// <summary>Applies rules.</summary>
internal static class MessageRules
{
    /// <summary>The first breach, or null.</summary>
    public static SamlError? FirstBreach(MessageRule[] rules, ReceivedRequest request)
    {
        foreach (var rule in rules)
        {
            if (rule.Check(request) is { } error)
            {
                return error;
            }
        }

        return null;
    }
}
