"""What makes a figure another count than its words name, or none; and how sure a claim is."""
