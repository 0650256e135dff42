namespace EduConnect.Core.Campaigns;

/// <summary>A list or a step of a campaign was refused; the message is one English sentence for the operator and never quotes a line.</summary>
public sealed class CampaignRefusedException : Exception
{
    /// <summary>Refused.</summary>
    public CampaignRefusedException()
    {
    }

    /// <summary>Refused, with the reason.</summary>
    public CampaignRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Refused because of another failure.</summary>
    public CampaignRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Refused for a reason that screens have words for.</summary>
    public CampaignRefusedException(CampaignRefusal reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why.</summary>
    public CampaignRefusal Reason { get; }
}
