using Gateway.Storage.Caching;

namespace Gateway.Tests.Storage.Caching;

/// <summary>What is kept of an owner: never older than a change.</summary>
public sealed class OwnerEntryTests
{
    private readonly OwnerEntry _entry = new("us-1");

    [Fact]
    public void What_Was_Read_Is_Kept()
    {
        Assert.Null(_entry.Integrations);
        Read();

        Assert.Single(_entry.Integrations!);
    }

    [Fact]
    public void What_Was_Read_Before_A_Change_Ended_Is_Not_Kept()
    {
        _entry.BeginChange();
        var version = _entry.BeginRead();
        _entry.EndRead(version, [Integrations.For("us-1")]);
        Assert.Null(_entry.Integrations);

        _entry.EndChange();
        _entry.EndRead(version, [Integrations.For("us-1")]);
        Assert.Null(_entry.Integrations);

        Read();
        Assert.NotNull(_entry.Integrations);
    }

    [Fact]
    public void What_Was_Read_While_Somebody_Else_Changed_It_Is_Not_Kept()
    {
        var version = _entry.BeginRead();
        _entry.Invalidate();
        _entry.EndRead(version, [Integrations.For("us-1")]);

        Assert.Null(_entry.Integrations);
    }

    [Fact]
    public void Of_Two_Changes_Both_Have_To_End()
    {
        _entry.BeginChange();
        _entry.BeginChange();
        _entry.EndChange();
        Read();
        Assert.Null(_entry.Integrations);

        _entry.EndChange();
        Read();
        Assert.NotNull(_entry.Integrations);
    }

    [Fact]
    public void A_Change_Forgets_At_Once()
    {
        Read();
        _entry.BeginChange();

        Assert.Null(_entry.Integrations);
    }

    [Fact]
    public void One_That_Was_Used_Has_A_Second_Chance()
    {
        Read();
        Assert.False(_entry.MayBeDropped(despiteUse: false));
        Assert.True(_entry.MayBeDropped(despiteUse: false));

        _ = _entry.Integrations;
        Assert.False(_entry.MayBeDropped(despiteUse: false));
        Assert.True(_entry.MayBeDropped(despiteUse: false));
    }

    [Fact]
    public void One_That_Was_Asked_For_In_Vain_Has_None()
    {
        _ = _entry.MayBeDropped(despiteUse: false);
        Assert.Null(_entry.Integrations);

        Assert.True(_entry.MayBeDropped(despiteUse: false));
    }

    [Fact]
    public void Chances_End_But_Not_While_A_Change_Is_Under_Way()
    {
        _entry.BeginChange();
        Assert.False(_entry.MayBeDropped(despiteUse: true));
        Assert.False(_entry.MayBeDropped(despiteUse: true));

        _entry.EndChange();
        Read();
        _ = _entry.Integrations;
        Assert.True(_entry.MayBeDropped(despiteUse: true));
    }

    private void Read() => _entry.EndRead(_entry.BeginRead(), [Integrations.For("us-1")]);
}
