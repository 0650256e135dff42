namespace EduConnect.Core.Directory;

/// <summary>A delivery cannot be taken at all: nothing of it is applied. The message is one English sentence for the operator.</summary>
public sealed class DeliveryRefusedException : Exception
{
    /// <summary>Refused for the reason given.</summary>
    public DeliveryRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Refused because of a technical error.</summary>
    public DeliveryRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What it would do, when the safety brake alone stopped it; null otherwise.</summary>
    public Importing.HeldExport? Held { get; init; }

    /// <summary>There was no room for it on a disk: it goes through as it is once there is some.</summary>
    public bool LacksRoom { get; init; }

    /// <summary>Refused without more to say.</summary>
    public DeliveryRefusedException()
    {
    }
}
