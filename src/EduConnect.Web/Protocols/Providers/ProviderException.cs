namespace EduConnect.Web.Protocols.Providers;

/// <summary>What went wrong at a provider, as far as the page needs to know.</summary>
internal enum ProviderFault
{
    /// <summary>It does not answer, not in time, or with a server error: later it may.</summary>
    Unreachable,

    /// <summary>It answers, but not with something to be trusted: nobody is let in.</summary>
    NotTrusted,

    /// <summary>The person gave up, or the provider refused them.</summary>
    GivenUp,

    /// <summary>The answer belongs to no journey of this browser: too late, used already, or made up.</summary>
    NoJourney,
}

/// <summary>A call to a provider failed; the message is for the log and holds nothing personal.</summary>
internal sealed class ProviderException(ProviderFault fault, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What to tell the person.</summary>
    public ProviderFault Fault { get; } = fault;
}
