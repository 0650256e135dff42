using EduConnect.Core.Directory.Importing;

namespace EduConnect.Core.Directory;

/// <summary>A delivery cannot be taken at all: nothing of it is applied. The message is one English sentence for the operator.</summary>
public sealed class DeliveryRefusedException : Exception
{
    /// <summary>Refused for the reason given.</summary>
    public DeliveryRefusedException(ImportRemark remark)
        : base(remark?.ToString()) => Remark = remark ?? Remark;

    /// <summary>Refused because of a technical error.</summary>
    public DeliveryRefusedException(ImportRemark remark, Exception innerException)
        : base(remark?.ToString(), innerException) => Remark = remark ?? Remark;

    /// <summary>Refused for a reason that has no code.</summary>
    public DeliveryRefusedException(string message)
        : base(message) => Remark = ImportRemark.Of("Other", message);

    /// <summary>Refused because of a technical error that has no code.</summary>
    public DeliveryRefusedException(string message, Exception innerException)
        : base(message, innerException) => Remark = ImportRemark.Of("Other", message);

    /// <summary>Refused without more to say.</summary>
    public DeliveryRefusedException() => Remark = ImportRemark.Of("Other", Message);

    /// <summary>Why.</summary>
    public ImportRemark Remark { get; } = ImportRemark.Of("Other", string.Empty);

    /// <summary>What it would do, when the safety brake alone stopped it; null otherwise.</summary>
    public HeldExport? Held { get; init; }

    /// <summary>Nothing is wrong with it: it waits for what an operator decides about an export before it.</summary>
    public bool Waits { get; init; }

    /// <summary>There was no room for it on a disk: it goes through as it is once there is some.</summary>
    public bool LacksRoom { get; init; }
}
